import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/** mongo-java-server in memory, on a free port of this machine; prints its address and serves until it is ended. */
public final class MongoMemoryServer {
  /** The oldest protocol today's drivers speak (MongoDB 4.4). The library calls itself older but knows its messages. */
  private static final MongoVersion SPOKEN = new MongoVersion() {
    public List<Integer> getVersionArray() {
      return List.of(4, 4, 0);
    }

    public int getWireVersion() {
      return 9;
    }
  };

  public static void main(String[] arguments) throws InterruptedException {
    MemoryBackend backend = new MemoryBackend() {
      @Override
      public MemoryDatabase openOrCreateDatabase(String name) {
        return new OrderedDatabase(name, getCursorRegistry());
      }

      @Override
      public Document handleMessage(MongoMessage message) {
        return message.getDocument().containsKey("hello") ? hello() : super.handleMessage(message);
      }
    };
    backend.version(SPOKEN);
    InetSocketAddress address = new MongoServer(backend).bind();
    System.out.println("mongodb://127.0.0.1:" + address.getPort());
    Thread.currentThread().join();
  }

  /** Newer drivers say `hello` where the library expects `isMaster`. */
  private static Document hello() {
    Document answer = new Document("isWritablePrimary", Boolean.TRUE);
    answer.put("maxBsonObjectSize", 16 * 1024 * 1024);
    answer.put("maxMessageSizeBytes", 48_000_000);
    answer.put("maxWriteBatchSize", 100_000);
    answer.put("minWireVersion", 0);
    answer.put("maxWireVersion", SPOKEN.getWireVersion());
    answer.put("localTime", Instant.now());
    answer.put("ok", 1.0);
    return answer;
  }
}
