"""Where the server listens: the files of TLS, and the file of a Unix socket."""
