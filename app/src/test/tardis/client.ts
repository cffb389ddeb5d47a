// Reads our messages with the library that Tardis publishes: what it computes from our changes of
// books must be what we computed. Called with the address and the options of /replay-normalized.
import { compute, computeBookSnapshots, type BookChange, type BookSnapshot } from 'tardis-dev'

declare const process: { argv: string[] }
declare const console: { log(line: string): void }
declare function fetch(address: string): Promise<{ status: number; text(): Promise<string> }>

const [address, options] = process.argv.slice(2)
const answer = await fetch(`${address}?options=${encodeURIComponent(options)}`)
const lines = (await answer.text()).split('\n').filter((line) => line !== '')
const messages = lines.map((line) =>
  JSON.parse(line, (key, value) => (/timestamp$/i.test(key) ? new Date(value) : value))
)

async function* changes() {
  for (const message of messages) {
    if (message.type === 'book_change') {
      yield message as BookChange
    }
  }
}

const told = (snapshot: BookSnapshot) =>
  JSON.stringify([snapshot.symbol, snapshot.timestamp, snapshot.bids, snapshot.asks])

const theirs: string[] = []
for await (const message of compute(changes(), computeBookSnapshots({ depth: 5, interval: 0 }))) {
  if (message.type === 'book_snapshot') {
    theirs.push(told(message as BookSnapshot))
  }
}
const ours = messages.filter((message) => message.type === 'book_snapshot').map(told)
const first = ours.findIndex((text, i) => text !== theirs[i])
console.log(
  JSON.stringify({
    status: answer.status,
    messages: messages.length,
    theirs: theirs.length,
    ours: ours.length,
    differing: first < 0 ? null : [ours[first], theirs[first] ?? null]
  })
)
