/** The URI under which a validator knows the contract's named schemas; written into every reference of `gen/contract.json`. */
export const definitionsUri = "parlance:contract";
