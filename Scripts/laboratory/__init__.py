"""The trials of Scripts/faults: a module for each kind of fault."""
