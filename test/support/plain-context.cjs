// Jest's Node environment with a global object as quick as any. Jest makes its own of a Proxy behind interceptors, which
// each `Math` or `Map` in a test file or in what it loads has to pass: training the understanding took four times as long.
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

module.exports = class PlainContext extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
};
