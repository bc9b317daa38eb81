"""Page objects: what is known of an application's pages, as code that tests call."""
