"""Where reports, stories, their history and judgements are kept between runs."""
