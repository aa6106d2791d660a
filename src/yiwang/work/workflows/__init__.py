"""How anything moves: definitions as data, proved before they run; runs, tasks and their clocks.
It refuses to know what kind of thing is moving."""
