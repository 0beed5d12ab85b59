"""What the pages share: the frame, the Session, the caches, the parts."""
