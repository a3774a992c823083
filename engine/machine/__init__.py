"""What this computer has: devices, threads, memory, drives."""
