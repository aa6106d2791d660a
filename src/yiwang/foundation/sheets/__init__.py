"""Lists that people keep in a spreadsheet: one engine that hands a list out as a table, reads it
back, shows what would change, and writes all of it or nothing. What a list holds, who may change it
and how is said by the app that owns it (`described.SheetKind`); this one owns the tables brought in
until they are applied, and refuses to know what they are about."""
