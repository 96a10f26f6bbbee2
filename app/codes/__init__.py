"""What stands behind `app.symbols`: places, strips, readers, a likelihood decoder, votes, and their order."""
