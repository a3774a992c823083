"""The bytes of a file and their characters: unpacked, fingerprinted, decoded."""
