'use strict';
// Loaded before kinesis-local, which listens on every address, cannot be told otherwise, and would
// outlive the process that started it. With this it listens on the loopback address only, on a free
// port, tells which, and ends when its standard input does.
const net = require('node:net');

const listen = net.Server.prototype.listen;
// As it is now: kinesis-local puts one in its place that waits for open connections.
const exit = process.exit;

net.Server.prototype.listen = function (port, ...rest) {
  if (String(port) === process.env.KINESIS_MOCK_PLAIN_PORT) {
    this.once('listening', () => console.log(`listening on port ${this.address().port}`));
  }
  return listen.call(this, 0, '127.0.0.1', ...rest.filter((value) => typeof value !== 'string'));
};

process.stdin.on('end', () => exit.call(process, 0)).resume();
