"""Which gates stand shut or open nearly always, which units are stuck or dead."""
