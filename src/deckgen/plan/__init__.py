"""What a new version does to learners: predicted from two ledgers, and put in words for the author and for learners."""
