"""What `yiwang doctor` looks at: the machine, then the installation."""
