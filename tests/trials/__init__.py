"""What the program does to files, to be killed or hindered at every moment of it."""
