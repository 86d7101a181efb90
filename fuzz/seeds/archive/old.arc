filedesc://x.arc 0.0.0.0 20261120080000 text/plain 20
1 0 Kommun
URL IP A


http://kommun.example/ 1.2.3.4 20261120080000 text/html 45
HTTP/1.1 200 OK
Content-Type: text/html

hej
