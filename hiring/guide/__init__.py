"""The hiring guide: role packs read from `content/`, and what can be asked of them."""
