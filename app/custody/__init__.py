"""What can be proved of an entry and its files to others: when it was made, who had it, and by what."""

from app.custody.window import Stamped, Window, stamps_of, token_holds, window_of

__all__ = ["Stamped", "Window", "stamps_of", "token_holds", "window_of"]
