"""Every door of the program × everybody who may knock at it: what each is answered."""
