"""What jobs are paid, by survey and area: official statistics, and a team's own figures."""
