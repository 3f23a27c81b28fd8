"""Stores and records that earlier versions wrote, and what the present code makes of them."""
