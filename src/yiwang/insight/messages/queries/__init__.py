"""Every read of messages that another app or a page needs."""
