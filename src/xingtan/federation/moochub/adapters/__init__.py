"""MOOChub on our side: following a feed."""
