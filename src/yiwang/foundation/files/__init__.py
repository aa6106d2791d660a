"""Photos and documents: checked by content, stripped of EXIF, thumbnailed, limited in size.
Who may see one is decided by the app whose subject it hangs on."""
