"""What writes sequences: encoder–decoders, which have read another one before and may look back at it, and decoders by
themselves, which begin where numbers lead."""
