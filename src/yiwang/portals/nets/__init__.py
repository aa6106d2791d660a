"""Pages on which nets are redrawn: versions and drafts, files brought in, groups proposed and put
together, links found. It owns pages and words; what a net becomes is decided below."""
