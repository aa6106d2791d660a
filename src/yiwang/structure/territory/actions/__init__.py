"""What changes nets and areas: loading a net, and loading the links between two nets."""
