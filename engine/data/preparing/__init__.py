"""From a data set to what one run learns on."""
