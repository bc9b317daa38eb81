#!/usr/bin/env bash
# certificates.sh FOLDER: an authority, and a server's and a client's certificate of it.
set -euo pipefail
cd "$1"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
    -subj /CN=authority -keyout ca.key -out ca.pem
for name in server client; do
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
        -keyout "$name.key" -out "$name.csr"
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
        -extfile <(echo subjectAltName=IP:127.0.0.1,DNS:localhost) -out "$name.pem"
done
