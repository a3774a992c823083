"""What am I looking at?"""
