"""Which encoding is a text in, and how do the old Vietnamese ones become Unicode?"""
