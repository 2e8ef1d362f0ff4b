"""Values of the contract."""
