"""What several screens share: feedback, actions, view-model helpers."""
