"""The front door's rooms: the only modules that know all wings, and wire them."""
