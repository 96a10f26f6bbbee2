"""Photos and PDFs from outside become plain pixels in processes apart: no file can harm the program."""

from app.decoding.decoder import Decoder

__all__ = ["Decoder"]
