"""The office's side of sync: what devices send is kept, proved and given to the others."""
