"""What a surveying office or a spreadsheet delivers, read at the door: files in, areas in
WGS-84 out, and every row at fault named."""
