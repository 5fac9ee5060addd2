"""Those who look for harm: a search for the worst evening, and every latent fault with another."""
