"""Warnings as people read them: the list, each with its numbers, and closing one."""
