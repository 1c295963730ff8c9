// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/invoke/streamingruntime.h"

QByteArray testsupport::streamingRuntime()
{
    return R"(#!/usr/bin/python3
import base64, http.client, json, os, sys, time
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
while True:
    api.request('GET', '/2018-06-01/runtime/invocation/next')
    event = api.getresponse()
    rid = event.headers['Lambda-Runtime-Aws-Request-Id']
    steps = json.loads(event.read())
    api.putrequest('POST', '/2018-06-01/runtime/invocation/' + rid + '/response')
    api.putheader('Lambda-Runtime-Function-Response-Mode', 'streaming')
    api.putheader('Transfer-Encoding', 'chunked')
    api.endheaders()
    trailers = b''
    def chunk(data):
        api.send(b'%x\r\n' % len(data) + data + b'\r\n')
    cut = False
    last = False
    for step in steps:
        what = step[0]
        if what == 'write': chunk(step[1].encode())
        elif what == 'bytes':
            left = step[1]
            while left:
                size = min(left, 1 << 20)
                chunk(b'x' * size)
                left -= size
        elif what == 'tiny': api.send(b'1\r\nx\r\n' * step[1])
        elif what == 'sleep': time.sleep(600)
        elif what == 'wait':
            while not os.path.exists('/var/task/' + step[1]): time.sleep(0.01)
        elif what == 'exit': os._exit(3)
        elif what == 'exit after': last = True
        elif what == 'cut':
            api.close()
            cut = True
        elif what == 'fail':
            body = json.dumps({'errorType': step[1], 'errorMessage': step[2]}).encode()
            trailers = (b'Lambda-Runtime-Function-Error-Type: ' + step[1].encode() + b'\r\n'
                        b'Lambda-Runtime-Function-Error-Body: ' + base64.b64encode(body) + b'\r\n')
    if not cut:
        api.send(b'0\r\n' + trailers + b'\r\n')
        answer = api.getresponse()
        print('status', answer.status, flush=True)
        answer.read()
    if last: os._exit(4)
)";
}
