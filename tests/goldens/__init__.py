"""Pictures of the outputs as they should look."""
