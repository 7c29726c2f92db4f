"""The product, without Qt and without sockets to listen on."""
