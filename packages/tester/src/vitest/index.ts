export { describeContract, type DescribeOptions, type Target } from "./describe-contract.js";
export { useContract } from "./match-contract.js";
