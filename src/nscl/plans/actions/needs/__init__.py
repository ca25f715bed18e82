"""What is done with needs: rounds, invitations, taking proposals in, matching, merging, ranking, handing on."""
