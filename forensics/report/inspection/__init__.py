"""What documents hide, for people and for programs: the terminal, a page, SARIF."""
