/** Constant that holds the schemas by which an operation or a channel is validated, e.g. `tunnelsGetContract`. */
export function contractConstant({ constant }: { readonly constant: string }): string {
  return `${constant}Contract`;
}
