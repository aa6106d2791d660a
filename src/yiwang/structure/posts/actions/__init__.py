"""What can be done with posts: load them, appoint somebody, end an appointment."""
