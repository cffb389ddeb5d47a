// The messages of the library as they are on the wire: times are texts, unknown fields are left out.
import type {
  BookChange,
  BookSnapshot,
  BookTicker,
  DerivativeTicker,
  Disconnect,
  Liquidation,
  OptionSummary,
  Trade
} from 'tardis-dev'

type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? Wire<E>[]
    : T extends object
      ? { [K in keyof T as undefined extends T[K] ? never : K]: Wire<T[K]> } & {
          [K in keyof T as undefined extends T[K] ? K : never]?: Wire<Exclude<T[K], undefined>>
        }
      : T

export type Message =
  | Wire<Trade>
  | Wire<BookChange>
  | Wire<BookSnapshot>
  | Wire<BookTicker>
  | Wire<DerivativeTicker>
  | Wire<Liquidation>
  | Wire<OptionSummary>
  | Wire<Disconnect>
