"""Public notices (公示) and objections to them: what every part that publishes has in common. S1, C4, O3, O4"""
